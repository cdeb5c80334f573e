#compdef tapohive
# Completion of tapohive for zsh. Put this line into ~/.zshrc, after compinit:  eval "$(tapohive completion zsh)"
_tapohive() {
    local line answer
    local -a words_of descriptions
    line="${(j: :)${(@)words[1,CURRENT]}}"
    for answer in "${(@f)$(${~words[1]} '[complete]' "$line" 2>/dev/null)}"; do
        case $answer in
            '') ;;
            :files:) _files; return ;;
            :folders:) _files -/; return ;;
            *$'\t'*) words_of+=("${answer%%$'\t'*}"); descriptions+=("${answer%%$'\t'*}  -- ${answer#*$'\t'}") ;;
            *) words_of+=("$answer"); descriptions+=("$answer") ;;
        esac
    done
    compadd -l -d descriptions -a words_of
}
if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
    _tapohive "$@"
else
    compdef _tapohive tapohive
fi
