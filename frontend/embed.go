// Package frontend holds the built SPA. A clone without Node has a page in its
// place that says how to build it.
package frontend

import "embed"

// Dist is the SPA as Vite built it, under dist/.
//
//go:embed all:dist
var Dist embed.FS
