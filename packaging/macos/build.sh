#!/bin/sh
# Freezes the program on macOS, tests it, and makes dist/Tocsin-VERSION.dmg.
# Signed where SIGNING_IDENTITY names a "Developer ID Application" certificate in the keychain, and notarised where
# NOTARY_PROFILE names credentials that `xcrun notarytool store-credentials` has kept.
set -eu
cd "$(dirname "$0")/../.."
version=$(sed -n 's/^__version__ = "\(.*\)"/\1/p' app/tocsin/__init__.py)
app=build/frozen/Tocsin.app
dmg=dist/Tocsin-$version.dmg
packaging/freeze.sh
"$app/Contents/MacOS/tocsin" --self-test

if [ -n "${SIGNING_IDENTITY:-}" ]; then
    # From the inside out: what a signature covers must not change after it.
    find "$app/Contents" -type f \( -name '*.dylib' -o -name '*.so' \) -print0 |
        xargs -0 codesign --force --timestamp --options runtime --sign "$SIGNING_IDENTITY"
    codesign --force --timestamp --options runtime --entitlements packaging/macos/entitlements.plist \
        --sign "$SIGNING_IDENTITY" "$app"
    codesign --verify --deep --strict "$app"
else
    echo "SIGNING_IDENTITY is not set: the program is signed for this machine only." >&2
    codesign --force --deep --sign - "$app"
fi

rm -rf build/dmg
mkdir -p build/dmg dist
cp -R "$app" build/dmg/
ln -s /Applications build/dmg/Applications
rm -f "$dmg"
hdiutil create -volname "Tocsin $version" -srcfolder build/dmg -fs HFS+ -format UDZO "$dmg"

if [ -n "${SIGNING_IDENTITY:-}" ]; then codesign --timestamp --sign "$SIGNING_IDENTITY" "$dmg"; fi
if [ -n "${NOTARY_PROFILE:-}" ]; then
    xcrun notarytool submit "$dmg" --keychain-profile "$NOTARY_PROFILE" --wait
    xcrun stapler staple "$dmg"
fi
ls -l "$dmg"
