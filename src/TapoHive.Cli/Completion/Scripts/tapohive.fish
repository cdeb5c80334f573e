# Completion of tapohive for fish:  tapohive completion fish > ~/.config/fish/completions/tapohive.fish
function __tapohive_complete
    set -l line (commandline -cp)
    set -l program (commandline -opc)[1]
    for answer in (eval $program "'[complete]'" (string escape -- "$line") 2>/dev/null)
        switch $answer
            case ':files:'
                __fish_complete_path (commandline -ct)
            case ':folders:'
                __fish_complete_directories (commandline -ct)
            case '*'
                printf '%s\n' $answer
        end
    end
end
complete -c tapohive -f -k -a '(__tapohive_complete)'
