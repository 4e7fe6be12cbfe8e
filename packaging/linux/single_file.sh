#!/bin/sh
# EchoFlow @VERSION@ in one file.
#
# It unpacks itself once, into the cache of whoever starts it, and runs from there:
#
#   ./@FILE@                 EchoFlow
#   ./@FILE@ doctor          or any other command of it
#   ./@FILE@ --install       adds it to the menu of your desktop; keep the file where it is
#   ./@FILE@ --uninstall     takes it out of the menu again, and away what was unpacked
#
# What follows this text is an archive: tail -c +@OFFSET@ @FILE@ | xz -dc -T0 | tar -t
set -eu

name=@VERSION@-@DIGEST@
app_id=@APP_ID@

say() { # ENGLISH CHINESE
    case "${ECHOFLOW_LANGUAGE:-${LC_ALL:-${LC_MESSAGES:-${LANG:-}}}}" in
    [zZ][hH]*) printf '%s\n' "$2" >&2 ;;
    *) printf '%s\n' "$1" >&2 ;;
    esac
}

die() { # ENGLISH CHINESE
    say "$1" "$2"
    exit 1
}

# By the XDG Base Directory specification a relative path is to be ignored.
base_folder() { # VALUE DEFAULT
    case "$1" in /*) printf '%s' "$1" ;; *) printf '%s' "$2" ;; esac
}

cache=$(base_folder "${XDG_CACHE_HOME:-}" "$HOME/.cache")
data=$(base_folder "${XDG_DATA_HOME:-}" "$HOME/.local/share")
config=$(base_folder "${XDG_CONFIG_HOME:-}" "$HOME/.config")
# Not the app's own cache, which goes when the user deletes their data while this is running.
store=$cache/echoflow-program
file=$(readlink -f -- "$0")

unpack() {
    command -v xz >/dev/null || die "EchoFlow cannot be unpacked without xz; install the package xz-utils and start it again." \
        "没有 xz 就无法解压 EchoFlow;请安装软件包 xz-utils,然后重新启动。"
    told=$(say "EchoFlow @VERSION@ is unpacking itself; that is done once." "正在解压 EchoFlow @VERSION@,只需一次。" 2>&1)
    printf '%s\n' "$told" >&2
    # Started from a menu there is no terminal to read that in.
    [ -t 2 ] || notify-send EchoFlow "$told" 2>/dev/null || true
    rm -rf "$store/new"
    mkdir -p "$store/new"
    if ! tail -c +@OFFSET@ "$file" | xz -dc -T0 | tar -x -C "$store/new" -f - || [ ! -f "$store/new/complete" ]; then
        rm -rf "$store/new"
        die "EchoFlow could not be unpacked to $store: the disk is full, or $file is incomplete and has to be downloaded again." \
            "无法将 EchoFlow 解压到 $store:磁盘已满,或者 $file 不完整,需要重新下载。"
    fi
    mv "$store/new" "$store/$name"
    # Versions from before that nobody runs any more.
    for lock in "$store"/*.lock; do
        other=${lock%.lock}
        if [ "$other" != "$store/$name" ] && [ "$other" != "$store/unpacking" ]; then
            flock -n -x "$lock" rm -rf "$other" || true
        fi
    done
}

# Makes sure that it is there, and stays there while this process and what it becomes lives: all who run it share a lock,
# and who wants to delete it has to have that alone.
hold() {
    mkdir -p "$store"
    exec 9>>"$store/$name.lock"
    flock -s 9
    [ -f "$store/$name/complete" ] && return
    exec 8>>"$store/unpacking.lock"
    flock -x 8
    [ -f "$store/$name/complete" ] || unpack
    exec 8>&-
}

entry=$data/applications/$app_id.desktop

install_entry() {
    case "$file" in *[\"\`\$\\%\&\|]* | *"
"*) die "The path $file cannot be written into a menu; give the file and its folders plainer names." \
        "路径 $file 无法写入菜单;请换用更简单的文件名和文件夹名。" ;; esac
    hold
    mkdir -p "$data/applications" "$data/icons"
    cp -R "$store/$name/share/icons/." "$data/icons/"
    sed "s|@@EXEC@@|\"$file\"|; s|@@TRYEXEC@@|$file|" "$store/$name/share/applications/$app_id.desktop" >"$entry"
    say "EchoFlow is in the menu of your desktop now; keep $file where it is." \
        "EchoFlow 已加入桌面菜单;请不要移动 $file。"
}

uninstall() {
    for lock in "$store"/*.lock; do
        if [ -e "$lock" ] && ! flock -n -x "$lock" true; then
            die "EchoFlow is running; quit it first." "EchoFlow 正在运行;请先退出。"
        fi
    done
    rm -rf "$store"
    find "$data/icons/hicolor" -name "$app_id.*" -type f -delete 2>/dev/null || true
    rm -f "$entry"
    # An autostart entry is taken away only if it starts this file.
    if grep -qsF "$file" "$config/autostart/$app_id.desktop"; then rm -f "$config/autostart/$app_id.desktop"; fi
    say "EchoFlow is uninstalled; your settings and conversations stay. Delete $file itself to be rid of it." \
        "EchoFlow 已卸载;你的设置和对话仍然保留。删除 $file 本身即可完全移除。"
}

case "${1:-}" in
--install) install_entry ;;
--uninstall) uninstall ;;
*)
    hold
    # As AppImages tell it: what to start again, and where it runs from.
    APPIMAGE=$file APPDIR=$store/$name
    export APPIMAGE APPDIR
    exec "$store/$name/echoflow/echoflow" "$@"
    ;;
esac
exit
