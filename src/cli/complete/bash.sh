_clap_complete_workplan() {
    local IFS=$'\013'
    local _CLAP_COMPLETE_COMP_TYPE=${COMP_TYPE}
    if compopt +o nospace 2> /dev/null; then
        local _CLAP_COMPLETE_SPACE=false
    else
        local _CLAP_COMPLETE_SPACE=true
    fi
    # Bash takes `status=pl` apart at its sign. Here it is put together again, up to the cursor.
    local words=() before=${COMP_LINE:0:COMP_POINT} apart=yes i word
    for ((i = 0; i <= COMP_CWORD; i++)); do
        word=${COMP_WORDS[i]}
        if [[ -n $before ]]; then
            apart=
            while [[ $before == [[:space:]]* ]]; do
                before=${before#?}
                apart=yes
            done
            if ((i == COMP_CWORD)); then
                word=$before
            fi
            before=${before#"$word"}
        elif ((i == COMP_CWORD)); then
            apart=yes
            [[ $word == "$2"* || $word == "=" ]] && word=$2
        fi
        if [[ -z $apart && ${#words[@]} -gt 1 && ($word == =* || ${words[${#words[@]} - 1]} == *=) ]]; then
            words[${#words[@]} - 1]+=$word
        else
            words+=("$word")
        fi
    done
    local _CLAP_COMPLETE_INDEX=$((${#words[@]} - 1))
    local current=${words[_CLAP_COMPLETE_INDEX]}
    COMPREPLY=( $( \
        _CLAP_IFS="$IFS" \
        _CLAP_COMPLETE_INDEX="$_CLAP_COMPLETE_INDEX" \
        _CLAP_COMPLETE_COMP_TYPE="$_CLAP_COMPLETE_COMP_TYPE" \
        _CLAP_COMPLETE_SPACE="$_CLAP_COMPLETE_SPACE" \
        COMPLETE="bash" \
        "workplan" -- "${words[@]}" \
    ) )
    if [[ $? != 0 ]]; then
        unset COMPREPLY
        return
    fi
    # What bash replaces begins behind the sign.
    if [[ $current == *=* && $COMP_WORDBREAKS == *=* ]]; then
        COMPREPLY=("${COMPREPLY[@]#"${current%=*}="}")
    fi
    # Where a file is called so that bash would not take its name for one word, nothing was offered: bash itself puts names in quotes.
    if ((${#COMPREPLY[@]} == 0)) && [[ -n $current && $current != -* && $current != *=* ]]; then
        compopt -o default 2> /dev/null
    fi
    if [[ $_CLAP_COMPLETE_SPACE == false && "${COMPREPLY-}" =~ [=/:]$ ]]; then
        compopt -o nospace
    fi
}
if [[ "${BASH_VERSINFO[0]}" -eq 4 && "${BASH_VERSINFO[1]}" -ge 4 || "${BASH_VERSINFO[0]}" -gt 4 ]]; then
    complete -o nospace -o bashdefault -o nosort -F _clap_complete_workplan workplan
else
    complete -o nospace -o bashdefault -F _clap_complete_workplan workplan
fi
