// Answers, with golang.org/x/mod/sumdb/tlog, questions about the tree whose leaf n is the text "leaf n". Questions are JSON
// lines on the standard input, answers JSON lines on the standard output; hashes are base64.
//
//	tlog prove   {size, leaves, olds}       -> {size, root, inclusion, consistency}: a proof for each leaf and each old size
//	tlog check   an answer of the above     -> {size, accepted}: fails at the first root or proof that tlog does not accept
//	tlog tiles   {size}                     -> {path: bytes}: the tiles of height 8 that the tree has
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"log"
	"os"
	"strings"

	"golang.org/x/mod/sumdb/tlog"
)

const height = 8

type question struct {
	Size   int64   `json:"size"`
	Leaves []int64 `json:"leaves"`
	Olds   []int64 `json:"olds"`
}

type answer struct {
	Size        int64     `json:"size"`
	Root        tlog.Hash `json:"root"`
	Inclusion   []proof   `json:"inclusion"`
	Consistency []proof   `json:"consistency"`
}

// proof is of a leaf's number, or of an old size.
type proof struct {
	Of     int64       `json:"of"`
	Hashes []tlog.Hash `json:"hashes"`
}

// stored keeps the hashes of the tree in tlog's own order, of as many leaves as were asked for so far.
type stored struct {
	leaves int64
	hashes []tlog.Hash
}

func (s *stored) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	found := make([]tlog.Hash, len(indexes))
	for i, index := range indexes {
		found[i] = s.hashes[index]
	}
	return found, nil
}

func (s *stored) grow(size int64) {
	for ; s.leaves < size; s.leaves++ {
		added, err := tlog.StoredHashes(s.leaves, leaf(s.leaves), s)
		must(err)
		s.hashes = append(s.hashes, added...)
	}
}

func leaf(n int64) []byte { return []byte(fmt.Sprintf("leaf %d", n)) }

func main() {
	tree := &stored{}
	answers := json.NewEncoder(os.Stdout)
	questions := json.NewDecoder(bufio.NewReader(os.Stdin))
	for questions.More() {
		switch os.Args[1] {
		case "prove":
			var asked question
			must(questions.Decode(&asked))
			tree.grow(asked.Size)
			must(answers.Encode(tree.prove(asked)))
		case "check":
			var given answer
			must(questions.Decode(&given))
			tree.grow(given.Size)
			must(answers.Encode(map[string]int64{"size": given.Size, "accepted": tree.check(given)}))
		case "tiles":
			var asked question
			must(questions.Decode(&asked))
			tree.grow(asked.Size)
			must(answers.Encode(tree.tiles(asked.Size)))
		default:
			log.Fatalf("no such command: %s", os.Args[1])
		}
	}
}

func (s *stored) prove(asked question) answer {
	given := answer{Size: asked.Size, Root: s.root(asked.Size), Inclusion: []proof{}, Consistency: []proof{}}
	for _, n := range asked.Leaves {
		hashes, err := tlog.ProveRecord(asked.Size, n, s)
		must(err)
		given.Inclusion = append(given.Inclusion, proof{n, hashes})
	}
	for _, old := range asked.Olds {
		hashes, err := tlog.ProveTree(asked.Size, old, s)
		must(err)
		given.Consistency = append(given.Consistency, proof{old, hashes})
	}
	return given
}

// check compares the root with the tree's own, so that a proof is accepted only for what is really there.
func (s *stored) check(given answer) int64 {
	if root := s.root(given.Size); root != given.Root {
		log.Fatalf("size %d: root %v, not %v", given.Size, given.Root, root)
	}
	for _, p := range given.Inclusion {
		if err := tlog.CheckRecord(p.Hashes, given.Size, given.Root, p.Of, tlog.RecordHash(leaf(p.Of))); err != nil {
			log.Fatalf("size %d, leaf %d: %v", given.Size, p.Of, err)
		}
	}
	for _, p := range given.Consistency {
		if err := tlog.CheckTree(p.Hashes, given.Size, given.Root, p.Of, s.root(p.Of)); err != nil {
			log.Fatalf("size %d, old size %d: %v", given.Size, p.Of, err)
		}
	}
	return int64(len(given.Inclusion) + len(given.Consistency))
}

func (s *stored) root(size int64) tlog.Hash {
	root, err := tlog.TreeHash(size, s)
	must(err)
	return root
}

// tiles has the widest partial tile of each level only, which is the one that the tree has; tlog lists the narrower ones before.
func (s *stored) tiles(size int64) map[string][]byte {
	widest := map[tlog.Tile]tlog.Tile{}
	for _, tile := range tlog.NewTiles(height, 0, size) {
		place := tile
		place.W = 0
		widest[place] = tile
	}
	found := map[string][]byte{}
	for _, tile := range widest {
		data, err := tlog.ReadTileData(tile, s)
		must(err)
		found[strings.Replace(tile.Path(), fmt.Sprintf("tile/%d/", height), "tile/", 1)] = data
	}
	return found
}

func must(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
