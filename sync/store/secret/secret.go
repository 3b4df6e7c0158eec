// Package secret encrypts what must not be readable in the database: passwords,
// keys and webhook secrets. The key lies in a file beside it.
package secret

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/tink-crypto/tink-go/v2/aead"
	"github.com/tink-crypto/tink-go/v2/insecurecleartextkeyset"
	"github.com/tink-crypto/tink-go/v2/keyset"
	"github.com/tink-crypto/tink-go/v2/tink"
)

// Box seals and opens secrets with one key set.
type Box struct {
	aead        tink.AEAD
	fingerprint string
}

// Open reads the key file, making it with mode 0600 when there is none.
func Open(path string) (*Box, error) {
	raw, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		if raw, err = create(path); err != nil {
			return nil, err
		}
	} else if err != nil {
		return nil, fmt.Errorf("read the key file: %w", err)
	}
	handle, err := insecurecleartextkeyset.Read(keyset.NewJSONReader(bytes.NewReader(raw)))
	if err != nil {
		return nil, fmt.Errorf("key file %s is not a key set: %w", path, err)
	}
	return newBox(handle)
}

func create(path string) ([]byte, error) {
	handle, err := keyset.NewHandle(aead.AES256GCMKeyTemplate())
	if err != nil {
		return nil, fmt.Errorf("make a key: %w", err)
	}
	var out bytes.Buffer
	if err := insecurecleartextkeyset.Write(handle, keyset.NewJSONWriter(&out)); err != nil {
		return nil, fmt.Errorf("write the key: %w", err)
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, fmt.Errorf("make the key's folder: %w", err)
	}
	// Written beside and linked: a crash leaves a whole key or none, and of two
	// processes that start together one loses and reads the other's.
	temporary, err := writeBeside(path, out.Bytes())
	if err != nil {
		return nil, err
	}
	defer func() { _ = os.Remove(temporary) }()
	if err := os.Link(temporary, path); err != nil && !errors.Is(err, fs.ErrExist) {
		return nil, fmt.Errorf("put the key file in place: %w", err)
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("read the key file: %w", err)
	}
	return raw, nil
}

// writeBeside writes a file of its own name, mode 0600, onto the disk.
func writeBeside(path string, content []byte) (string, error) {
	file, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".*")
	if err != nil {
		return "", fmt.Errorf("write the key file: %w", err)
	}
	_, err = file.Write(content)
	if err := errors.Join(err, file.Sync(), file.Close()); err != nil {
		return "", errors.Join(fmt.Errorf("write the key file: %w", err), os.Remove(file.Name()))
	}
	return file.Name(), nil
}

func newBox(handle *keyset.Handle) (*Box, error) {
	primitive, err := aead.New(handle)
	if err != nil {
		return nil, fmt.Errorf("use the key: %w", err)
	}
	// A hash of public facts of the keys: it names the key without telling it.
	var facts strings.Builder
	for _, info := range handle.KeysetInfo().GetKeyInfo() {
		fmt.Fprintf(&facts, "%d %s\n", info.GetKeyId(), info.GetTypeUrl())
	}
	sum := sha256.Sum256([]byte(facts.String()))
	return &Box{aead: primitive, fingerprint: hex.EncodeToString(sum[:8])}, nil
}

// Fingerprint names the key set; the database remembers which one it belongs to.
func (b *Box) Fingerprint() string { return b.fingerprint }

// Seal encrypts text for one purpose ("shop consumer key"): opened for another
// purpose it is refused, so that columns cannot be swapped.
func (b *Box) Seal(text, purpose string) ([]byte, error) {
	sealed, err := b.aead.Encrypt([]byte(text), []byte(purpose))
	if err != nil {
		return nil, fmt.Errorf("encrypt the %s: %w", purpose, err)
	}
	return sealed, nil
}

// Open decrypts what Seal made for the same purpose.
func (b *Box) Open(sealed []byte, purpose string) (string, error) {
	text, err := b.aead.Decrypt(sealed, []byte(purpose))
	if err != nil {
		return "", fmt.Errorf("decrypt the %s: the key file is not the one it was encrypted with", purpose)
	}
	return string(text), nil
}
