; The installer for Windows: for one user, without administrator rights; /S installs silently.
;   makensis -DVERSION=1.2.3 -DSOURCE=build\frozen\tocsin -DICON=build\icons\tocsin.ico -DOUT=dist\Tocsin-1.2.3-setup.exe packaging\windows\tocsin.nsi
; The shortcut in the start menu carries the program's AppUserModelID: without it Windows drops its notifications.

!ifdef TARGET
Target ${TARGET}
!else
Unicode true
!endif
SetCompressor /SOLID lzma
ManifestDPIAware true
RequestExecutionLevel user

!include MUI2.nsh
!include LogicLib.nsh
!include FileFunc.nsh
!include Win\COM.nsh
!include Win\Propkey.nsh

!define APP_ID "org.tocsin.Tocsin"
!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\${APP_ID}"
!define CLASSES "Software\Classes"
!define PROFILE "$LOCALAPPDATA\tocsin"

Name "Tocsin"
OutFile "${OUT}"
InstallDir "$LOCALAPPDATA\Programs\Tocsin"
InstallDirRegKey HKCU "Software\Tocsin" "InstallDir"
VIProductVersion "${VERSION}.0"
VIAddVersionKey ProductName "Tocsin"
VIAddVersionKey ProductVersion "${VERSION}"
VIAddVersionKey FileVersion "${VERSION}"
VIAddVersionKey FileDescription "Tocsin setup"
VIAddVersionKey LegalCopyright "MIT licence"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_ABORTWARNING
!define MUI_FINISHPAGE_RUN "$INSTDIR\tocsin.exe"
!define MUI_FINISHPAGE_RUN_TEXT "Open Tocsin"
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"

; The program that runs from the folder is asked to end, so that its files can be replaced.
!macro EndProgram un
Function ${un}EndProgram
  IfFileExists "$INSTDIR\tocsin-cli.exe" 0 done
    nsExec::Exec '"$INSTDIR\tocsin-cli.exe" --quit'
    Pop $0
    Sleep 1500
  done:
FunctionEnd
!macroend
!insertmacro EndProgram ""
!insertmacro EndProgram "un."

Section "Tocsin"
  SetShellVarContext current
  Call EndProgram
  ; Files of an earlier version must not stay beside those of this one.
  RMDir /r "$INSTDIR\_internal"
  SetOutPath "$INSTDIR"
  File /r "${SOURCE}/*"
  File /oname=tocsin.ico "${ICON}"

  Call MakeShortcut

  WriteRegStr HKCU "Software\Tocsin" "InstallDir" "$INSTDIR"
  WriteRegStr HKCU "${CLASSES}\AppUserModelId\${APP_ID}" "DisplayName" "Tocsin"
  WriteRegStr HKCU "${CLASSES}\AppUserModelId\${APP_ID}" "IconUri" "$INSTDIR\tocsin.ico"

  ; tocsin: addresses, and lists of sources among the programs that can open them
  WriteRegStr HKCU "${CLASSES}\tocsin" "" "URL:Tocsin"
  WriteRegStr HKCU "${CLASSES}\tocsin" "URL Protocol" ""
  WriteRegStr HKCU "${CLASSES}\tocsin\DefaultIcon" "" "$INSTDIR\tocsin.ico"
  WriteRegStr HKCU "${CLASSES}\tocsin\shell\open\command" "" '"$INSTDIR\tocsin.exe" "%1"'
  WriteRegStr HKCU "${CLASSES}\Tocsin.opml" "" "List of news sources"
  WriteRegStr HKCU "${CLASSES}\Tocsin.opml\DefaultIcon" "" "$INSTDIR\tocsin.ico"
  WriteRegStr HKCU "${CLASSES}\Tocsin.opml\shell\open\command" "" '"$INSTDIR\tocsin.exe" "%1"'
  WriteRegStr HKCU "${CLASSES}\.opml\OpenWithProgids" "Tocsin.opml" ""

  WriteUninstaller "$INSTDIR\uninstall.exe"
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "Tocsin"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayIcon" "$INSTDIR\tocsin.ico"
  WriteRegStr HKCU "${UNINSTALL}" "Publisher" "The Tocsin maintainers"
  WriteRegStr HKCU "${UNINSTALL}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL}" "EstimatedSize" "$0"
  WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1
SectionEnd

Function MakeShortcut
  !insertmacro ComHlpr_CreateInProcInstance ${CLSID_ShellLink} ${IID_IShellLink} r0 ""
  ${If} $0 P<> 0
    ${IShellLink::SetPath} $0 '("$INSTDIR\tocsin.exe").r1'
    ${IShellLink::SetWorkingDirectory} $0 '("$PROFILE")'
    ${IShellLink::SetIconLocation} $0 '("$INSTDIR\tocsin.ico", 0)'
    ${IUnknown::QueryInterface} $0 '("${IID_IPropertyStore}",.r1)'
    ${If} $1 P<> 0
      System::Call '*${SYSSTRUCT_PROPERTYKEY}(${PKEY_AppUserModel_ID})p.r2'
      System::Call '*(&w64 "${APP_ID}")p.r4'
      System::Call '*${SYSSTRUCT_PROPVARIANT}(${VT_LPWSTR},,p r4)p.r3'
      ${IPropertyStore::SetValue} $1 '($2,$3)'
      ${IPropertyStore::Commit} $1 ""
      System::Free $2
      System::Free $3
      System::Free $4
      ${IUnknown::Release} $1 ""
    ${EndIf}
    ${IUnknown::QueryInterface} $0 '("${IID_IPersistFile}",.r1)'
    ${If} $1 P<> 0
      ${IPersistFile::Save} $1 '("$SMPROGRAMS\Tocsin.lnk",1)'
      ${IUnknown::Release} $1 ""
    ${EndIf}
    ${IUnknown::Release} $0 ""
  ${EndIf}
FunctionEnd

Section "Uninstall"
  SetShellVarContext current
  Call un.EndProgram
  Delete "$SMPROGRAMS\Tocsin.lnk"
  RMDir /r "$INSTDIR\_internal"
  Delete "$INSTDIR\tocsin.exe"
  Delete "$INSTDIR\tocsin-cli.exe"
  Delete "$INSTDIR\tocsin.ico"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  DeleteRegValue HKCU "Software\Microsoft\Windows\CurrentVersion\Run" "${APP_ID}"
  DeleteRegKey HKCU "${UNINSTALL}"
  DeleteRegKey HKCU "${CLASSES}\AppUserModelId\${APP_ID}"
  DeleteRegKey HKCU "${CLASSES}\tocsin"
  DeleteRegKey HKCU "${CLASSES}\Tocsin.opml"
  DeleteRegValue HKCU "${CLASSES}\.opml\OpenWithProgids" "Tocsin.opml"
  DeleteRegKey HKCU "Software\Tocsin"
  ; Silent uninstalling, as updates do it, keeps what the user has.
  IfFileExists "${PROFILE}\*.*" 0 kept
    MessageBox MB_YESNO|MB_ICONQUESTION|MB_DEFBUTTON2 \
      "Delete your sources, watches and articles, too?$\r$\n$\r$\nThey are in ${PROFILE}. If you keep them, a new installation finds them again." \
      /SD IDNO IDNO kept
    RMDir /r "${PROFILE}"
  kept:
SectionEnd
