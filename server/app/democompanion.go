package app

import "github.com/kiwwwi/vasco/sync/woo/woosim"

// demoCompanion is the companion plugin in the demo's shop, beside what a plugin
// before it has left: most is as the demo has it, some is not.
func demoCompanion() *woosim.Companion {
	return &woosim.Companion{Version: "1.0.0", Options: map[string]any{
		"kiwwwi_payment_map": map[string]any{
			"bacs": "3", "bankart": "6", "cod": map[string]any{"id": 5, "title": "Plačilo po povzetju"}, "summit": "10", "paypal": map[string]any{"id": 12, "title": "PayPal"},
		},
		"kiwwwi_blacklist":    []any{"nikoli.ne.placa@example.si", "*@prevara.example", "brez naslova"},
		"kiwwwi_schedule":     map[string]any{"recurrence": "daily", "time": "4:30"},
		"kiwwwi_api_password": "ostane v trgovini", "kiwwwi_last_export": "2026-11-20 03:30:00",
	}}
}
