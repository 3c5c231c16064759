#!/bin/sh
# Installs what the tests need and pip cannot give: for workbooks LibreOffice, a Calibri and PDF to PNG,
# for pages Node.js and Chromium.
# Does nothing where all of it is there. Where it cannot install, it says what to install and goes
# on: the tests that need it fail then and say so too.
set -eu

PACKAGES="libreoffice-calc python3-uno fonts-crosextra-carlito poppler-utils chromium"
command -v node >/dev/null || PACKAGES="$PACKAGES nodejs"

missing() {
    for package in $PACKAGES; do
        dpkg-query --show --showformat='${Status}\n' "$package" 2>/dev/null | grep -q ' installed$' ||
            echo "$package"
    done
}

tell() {
    echo "tests/tools.sh: $1; the tests of workbooks need LibreOffice Calc with its Python bridge (uno)," >&2
    echo "the font Carlito and pdftoppm, those of pages Node.js and Chromium." >&2
    echo "On Debian or Ubuntu: apt-get install $PACKAGES" >&2
    exit 0
}

command -v apt-get >/dev/null && command -v dpkg-query >/dev/null || tell "this is not Debian or Ubuntu"
wanted=$(missing)
[ -n "$wanted" ] || exit 0

if [ "$(id -u)" = 0 ]; then
    as_root=""
elif command -v sudo >/dev/null; then
    as_root="sudo"
else
    tell "to install, be root or have sudo"
fi
install="$as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=300"
echo "tests/tools.sh: installing" $wanted >&2
$install update >/dev/null &&
    $install install --yes --no-install-recommends $wanted >/dev/null ||
    tell "apt-get failed"
