// The lineup editor.
