// The peer of bench/log-tree.ts: the same tree over the same leaves by golang.org/x/mod/sumdb/tlog, held in memory.
//
//	tree <leaves> <bytes of a leaf> <proofs>
//
// Prints one JSON object: the root, seconds taken to append and integrate, seconds taken to build the inclusion proofs, and
// the SHA-256 of all those proofs.
package main

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"log"
	"os"
	"strconv"
	"time"

	"golang.org/x/mod/sumdb/tlog"
)

// stored keeps the hashes of the tree in tlog's own order.
type stored []tlog.Hash

func (s stored) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	hashes := make([]tlog.Hash, len(indexes))
	for i, index := range indexes {
		hashes[i] = s[index]
	}
	return hashes, nil
}

func main() {
	leaves, leafBytes, proofs := argument(1), argument(2), argument(3)
	hashes := make(stored, 0, tlog.StoredHashCount(leaves))

	started := time.Now()
	leaf := make([]byte, leafBytes)
	for n := int64(0); n < leaves; n++ {
		binary.BigEndian.PutUint32(leaf, uint32(n))
		added, err := tlog.StoredHashesForRecordHash(n, tlog.RecordHash(leaf), hashes)
		must(err)
		hashes = append(hashes, added...)
	}
	root, err := tlog.TreeHash(leaves, hashes)
	must(err)
	appended := time.Since(started)

	started = time.Now()
	kept := make([]tlog.RecordProof, proofs)
	draw := uint32(1)
	for i := range kept {
		draw = draw*1103515245 + 12345
		proof, err := tlog.ProveRecord(leaves, int64(draw)%leaves, hashes)
		must(err)
		kept[i] = proof
	}
	proved := time.Since(started)

	digest := sha256.New()
	for _, proof := range kept {
		for _, hash := range proof {
			digest.Write(hash[:])
		}
	}
	must(json.NewEncoder(os.Stdout).Encode(map[string]any{
		"root":          hex.EncodeToString(root[:]),
		"appendSeconds": appended.Seconds(),
		"proveSeconds":  proved.Seconds(),
		"proofs":        hex.EncodeToString(digest.Sum(nil)),
	}))
}

func argument(at int) int64 {
	n, err := strconv.ParseInt(os.Args[at], 10, 64)
	must(err)
	return n
}

func must(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
