package companion

import (
	"archive/zip"
	"bytes"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// php finds PHP; where all has to be tested it is never skipped.
func php(t *testing.T) string {
	t.Helper()
	path, err := exec.LookPath("php")
	if err == nil {
		return path
	}
	if os.Getenv("CI") == "true" {
		t.Fatal("php is missing: apt-get install php-cli")
	}
	t.Skip("the plugin is not tested: php is missing (Debian's package php-cli)")
	return ""
}

// sources are the plugin's PHP files and those of its tests.
func sources(t *testing.T) []string {
	t.Helper()
	var found []string
	for _, dir := range []string{"kiwwwi-vasco", "tests"} {
		err := filepath.WalkDir(dir, func(path string, _ fs.DirEntry, err error) error {
			if strings.HasSuffix(path, ".php") {
				found = append(found, path)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return found
}

func TestPHPParses(t *testing.T) {
	t.Parallel()
	php := php(t)
	for _, file := range sources(t) {
		if out, err := exec.CommandContext(t.Context(), php, "-n", "-l", file).CombinedOutput(); err != nil {
			t.Errorf("%s: %v\n%s", file, err, out)
		}
	}
}

// TestPlugin runs the plugin's own tests, which are PHP.
func TestPlugin(t *testing.T) {
	t.Parallel()
	out, err := exec.CommandContext(t.Context(), php(t), "-n", "-d", "display_errors=stderr", "tests/run.php").CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	t.Logf("%s", out)
}

// newer is what PHP 7.4 does not know, as far as words tell; Debian's PHP takes it.
var newer = map[string]*regexp.Regexp{
	"match":                          regexp.MustCompile(`\bmatch\s*\(`),
	"nullsafe":                       regexp.MustCompile(`\?->`),
	"promoted parameters":            regexp.MustCompile(`__construct\s*\([^)]*\b(public|private|protected|readonly)\b`),
	"union types":                    regexp.MustCompile(`(?m)^\s*(?:\w+ )*function[^{;]*[\w\\]\s?\|\s?[\w\\]`),
	"types of PHP 8":                 regexp.MustCompile(`(?:\)\s*:\s*\??(?:mixed|static|never|false|true|null)\b|[(,]\s*mixed\s+\$)`),
	"named arguments":                regexp.MustCompile(`[(,]\s*[a-z_]\w*:\s`),
	"enum":                           regexp.MustCompile(`(?m)^\s*(?:enum\s+\w+|(?:final |abstract )*readonly\s+class)\b`),
	"throw as an expression":         regexp.MustCompile(`(?:\?\?|=>|\?|:)\s*throw\b`),
	"catch without a variable":       regexp.MustCompile(`catch\s*\(\s*[\w\\|\s]+\)`),
	"a function as value":            regexp.MustCompile(`\(\s*\.\.\.\s*\)`),
	"attributes":                     regexp.MustCompile(`(?m)^\s*#\[`),
	"str_contains and its like":      regexp.MustCompile(`\b(?:str_contains|str_starts_with|str_ends_with|get_debug_type|array_is_list)\b`),
	"a comma after parameters":       regexp.MustCompile(`function[^{;]*,\s*\)`),
	"an octal number with its own o": regexp.MustCompile(`\b0o[0-7]`),
}

func TestOnlyPHP74IsUsed(t *testing.T) {
	t.Parallel()
	comments := regexp.MustCompile(`(?s)/\*.*?\*/|(?m)^\s*//.*$`)
	for _, file := range sources(t) {
		content, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		code := comments.ReplaceAllString(string(content), "")
		for what, pattern := range newer {
			if found := pattern.FindString(code); found != "" {
				t.Errorf("%s uses %s: %q", file, what, found)
			}
		}
	}
}

func TestNewerPHPIsSeen(t *testing.T) {
	t.Parallel()
	for what, code := range map[string]string{
		"match":                          "$x = match ( $y ) {",
		"nullsafe":                       "$a?->b()",
		"promoted parameters":            "function __construct( private int $x ) {",
		"union types":                    "function f( int|string $x ) {",
		"types of PHP 8":                 "function f( $x ): mixed {",
		"named arguments":                "f( 1, strict: true )",
		"enum":                           "enum Suit {",
		"throw as an expression":         "$x ?? throw new E();",
		"catch without a variable":       "catch ( \\Exception ) {",
		"a function as value":            "strlen( ... )",
		"attributes":                     "#[Pure]",
		"str_contains and its like":      "str_contains( $a, $b )",
		"a comma after parameters":       "function f( $a, ) {",
		"an octal number with its own o": "0o17",
	} {
		if !newer[what].MatchString(code) {
			t.Errorf("%s is not seen in %q", what, code)
		}
	}
	if len(newer) != 14 {
		t.Errorf("%d patterns, 14 are tried", len(newer))
	}
}

// TestEverythingIsEscaped: what is printed goes through WordPress's escaping.
func TestEverythingIsEscaped(t *testing.T) {
	t.Parallel()
	printing := regexp.MustCompile(`(?s)\b(?:echo|print|printf|vprintf)\b(.*?);\n`)
	// What is left of a statement without its escaped parts is constant.
	escaped := regexp.MustCompile(`esc_(?:html|attr|html__)\((?:[^()]|\([^()]*\))*\)`)
	found := 0
	for _, file := range sources(t) {
		if strings.HasPrefix(file, "tests") {
			continue
		}
		content, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, statement := range printing.FindAllStringSubmatch(string(content), -1) {
			found++
			constant := regexp.MustCompile(`'[^']*'`).ReplaceAllString(escaped.ReplaceAllString(statement[1], ""), "")
			if strings.ContainsAny(constant, "$\"") {
				t.Errorf("%s prints as it is: %s", file, statement[0])
			}
		}
	}
	if found < 6 {
		t.Errorf("only %d statements that print were found", found)
	}
}

func TestArchive(t *testing.T) {
	t.Parallel()
	archive, err := Archive()
	if err != nil {
		t.Fatal(err)
	}
	r, err := zip.NewReader(bytes.NewReader(archive), int64(len(archive)))
	if err != nil {
		t.Fatal(err)
	}
	packed := map[string]string{}
	for _, file := range r.File {
		content, err := fs.ReadFile(r, file.Name)
		if err != nil {
			t.Fatal(err)
		}
		packed[file.Name] = string(content)
		if !file.Modified.Equal(modified) || file.Mode() != 0o644 {
			t.Errorf("%s: %s, %s", file.Name, file.Modified, file.Mode())
		}
	}
	want := map[string]string{}
	err = filepath.WalkDir("kiwwwi-vasco", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		content, err := os.ReadFile(path)
		want[filepath.ToSlash(path)] = string(content)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if !maps.Equal(packed, want) {
		t.Errorf("packed %v, there are %v", slices.Sorted(maps.Keys(packed)), slices.Sorted(maps.Keys(want)))
	}
	if !strings.Contains(packed["kiwwwi-vasco/kiwwwi-vasco.php"], "Plugin Name: Kiwwwi VASCO") {
		t.Error("WordPress finds no plugin in the folder of its name")
	}
}
