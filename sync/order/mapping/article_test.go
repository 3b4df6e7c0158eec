package mapping_test

import "testing"

// TestTheMapsCodeOfALineComesFirst.
func TestTheMapsCodeOfALineComesFirst(t *testing.T) {
	t.Parallel()
	in := inputOf(orderOf("12.20", taxedLine("X", "1", "10.00", "2.20", 1)))
	in.Order.LineItems[0].ID = 5
	in.LineArticles = map[int64]string{5: "MAPPED"}
	result := mustBuild(t, in)
	checkLines(t, result.Document.Lines, []wantLine{{article: "MAPPED"}})
	if result.LineIDs[0] != 5 {
		t.Errorf("the line is made of %v", result.LineIDs)
	}
}
