# Completion of tapohive for bash. Put this line into ~/.bashrc:  eval "$(tapohive completion bash)"
_tapohive() {
    local program=${COMP_WORDS[0]/#\~\//$HOME/} line=${COMP_LINE:0:COMP_POINT} word breaks head answer IFS=$'\n'
    COMPREPLY=()
    word=${line##*[[:space:]]}
    # Bash begins a new word after some characters, and replaces only what comes after the last of them.
    breaks=${COMP_WORDBREAKS//[!=:@]/}
    [[ -n $breaks ]] && head=${word%"${word##*[$breaks]}"}
    while read -r answer; do
        case $answer in
            :files:) compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- "${word:${#head}}")); return ;;
            :folders:) compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -d -- "${word:${#head}}")); return ;;
        esac
        answer=${answer%%$'\t'*}
        COMPREPLY+=("${answer:${#head}}")
    done < <("$program" '[complete]' "$line" 2>/dev/null)
}
complete -o nosort -F _tapohive tapohive 2>/dev/null || complete -F _tapohive tapohive
