# Freezes the program on Windows, tests it, and makes the installer in dist. Needs Python 3.11+, Git's sh, and makensis.
$ErrorActionPreference = "Stop"
Set-Location (Join-Path $PSScriptRoot "..\..")
$version = [regex]::Match((Get-Content app\tocsin\__init__.py -Raw), '__version__ = "(.*)"').Groups[1].Value
sh packaging/freeze.sh
if ($LASTEXITCODE) { exit $LASTEXITCODE }
& build\frozen\tocsin\tocsin-cli.exe --self-test
if ($LASTEXITCODE) { exit $LASTEXITCODE }
if ($env:SIGNTOOL_ARGUMENTS) {
    signtool sign $env:SIGNTOOL_ARGUMENTS.Split(" ") build\frozen\tocsin\tocsin.exe build\frozen\tocsin\tocsin-cli.exe
}
New-Item -ItemType Directory -Force dist | Out-Null
makensis "-DVERSION=$version" "-DSOURCE=$PWD\build\frozen\tocsin" "-DICON=$PWD\build\icons\tocsin.ico" `
    "-DOUT=$PWD\dist\Tocsin-$version-setup.exe" packaging\windows\tocsin.nsi
if ($LASTEXITCODE) { exit $LASTEXITCODE }
if ($env:SIGNTOOL_ARGUMENTS) { signtool sign $env:SIGNTOOL_ARGUMENTS.Split(" ") "dist\Tocsin-$version-setup.exe" }
