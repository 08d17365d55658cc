// Command note opens and makes signed notes with golang.org/x/mod/sumdb/note, for test/log/go-note.test.ts.
//
//	note key <name>          prints a new private and a new public key, one a line
//	note sign <skey>...      signs the text on standard input, prints the note
//	note open <vkey>...      opens the note on standard input, prints its text and the names of those who signed
//
// A refusal is printed on standard error and the exit status is 1.
package main

import (
	"crypto/rand"
	"fmt"
	"io"
	"os"

	"golang.org/x/mod/sumdb/note"
)

func main() {
	if err := run(os.Args[1], os.Args[2:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(command string, keys []string) error {
	if command == "key" {
		skey, vkey, err := note.GenerateKey(rand.Reader, keys[0])
		if err == nil {
			fmt.Printf("%s\n%s\n", skey, vkey)
		}
		return err
	}
	input, err := io.ReadAll(os.Stdin)
	if err != nil {
		return err
	}
	if command == "sign" {
		return sign(string(input), keys)
	}
	return open(input, keys)
}

func sign(text string, keys []string) error {
	var signers []note.Signer
	for _, key := range keys {
		signer, err := note.NewSigner(key)
		if err != nil {
			return err
		}
		signers = append(signers, signer)
	}
	signed, err := note.Sign(&note.Note{Text: text}, signers...)
	if err == nil {
		_, err = os.Stdout.Write(signed)
	}
	return err
}

func open(signed []byte, keys []string) error {
	var verifiers []note.Verifier
	for _, key := range keys {
		verifier, err := note.NewVerifier(key)
		if err != nil {
			return err
		}
		verifiers = append(verifiers, verifier)
	}
	opened, err := note.Open(signed, note.VerifierList(verifiers...))
	if err != nil {
		return err
	}
	fmt.Print(opened.Text)
	for _, signature := range opened.Sigs {
		fmt.Printf("signed by %s\n", signature.Name)
	}
	return nil
}
