# shellcheck shell=bash
# What the scripts say: short lines on stderr, in English, or in Chinese where the locale is Chinese.

language=en
for value in "${ECHOFLOW_LANGUAGE:-}" "${LC_ALL:-}" "${LC_MESSAGES:-}" "${LANG:-}"; do
    if [ -n "$value" ]; then
        case "$value" in [zZ][hH]*) language=zh ;; esac
        break
    fi
done

# say ENGLISH CHINESE
say() {
    if [ "$language" = zh ]; then printf '%s\n' "$2" >&2; else printf '%s\n' "$1" >&2; fi
}

# step NUMBER ENGLISH CHINESE
step() {
    say "[$1/4] $2" "[$1/4] $3"
}

# die ENGLISH CHINESE
die() {
    say "$1" "$2"
    exit 1
}

# patiently LOG COMMAND...: runs a long, silent command with its output in LOG, and shows that time goes by.
# The command has a process group of its own, so that Ctrl-C ends all of it.
patiently() {
    local log=$1 pid start status=0 next=15 elapsed
    shift
    set -m
    "$@" </dev/null >"$log" 2>&1 &
    pid=$!
    set +m
    # shellcheck disable=SC2064  # this pid, not one of a later call
    trap "kill -- -$pid 2>/dev/null; exit 130" INT TERM
    start=$SECONDS
    while kill -0 "$pid" 2>/dev/null; do
        sleep 0.2
        elapsed=$((SECONDS - start))
        if [ "$elapsed" -ge "$next" ]; then
            printf '      %d:%02d ...\n' $((elapsed / 60)) $((elapsed % 60)) >&2
            next=$((next + 15))
        fi
    done
    wait "$pid" || status=$?
    trap - INT TERM
    return "$status"
}
