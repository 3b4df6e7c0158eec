package mapping

// unpaid is the line of the notes of an order that nobody has paid yet.
const unpaid = "NEPLAČANO"

// notesOf is the text printed on the document.
func notesOf(in Input) string {
	text := fill(in.Settings.NotesTemplate, in.Order)
	if _, paid := paymentDay(in); in.Terms.MarkUnpaid && !paid {
		text += "\n" + unpaid
	}
	return text
}
