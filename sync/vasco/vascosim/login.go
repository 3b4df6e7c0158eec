package vascosim

import (
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"strings"
	"time"
)

func (s *Server) logIn(w http.ResponseWriter, r *http.Request) {
	fields, ok := readObject(w, r)
	if !ok {
		return
	}
	same := func(field, want string) bool {
		return subtle.ConstantTimeCompare([]byte(fields.text(field)), []byte(want)) == 1
	}
	if !same("username", s.opts.Username) || !same("password", s.opts.Password) || !same("taxNumber", s.opts.TaxNumber) {
		refuse(w, http.StatusUnauthorized, "Napačno uporabniško ime, geslo ali davčna številka", nil)
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	until := s.now().Add(s.opts.TokenLife)
	token := jwt(until)
	s.tokens[token] = session{until: until, pastYears: fields.text("returnPastYears") == "true"}
	for old, session := range s.tokens {
		if s.now().After(session.until) {
			delete(s.tokens, old)
		}
	}
	answer(w, http.StatusOK, map[string]any{"apiKey": token, "expiration": until.Format(time.RFC3339)})
}

// jwt looks like one; its signature is random, for the token is looked up.
func jwt(until time.Time) string {
	part := func(value any) string {
		raw, _ := json.Marshal(value) // Maps of text and numbers cannot fail.
		return base64.RawURLEncoding.EncodeToString(raw)
	}
	header := part(map[string]string{"alg": "HS256", "typ": "JWT"})
	return header + "." + part(map[string]any{"exp": until.Unix(), "jti": rand.Text()}) + "." + rand.Text()
}

// authorized lets calls with a living token through.
func (s *Server) authorized(handle func(http.ResponseWriter, *http.Request, session)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		token := strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")
		s.mu.Lock()
		known, ok := s.tokens[token]
		if ok && s.now().After(known.until) {
			delete(s.tokens, token)
			ok = false
		}
		s.mu.Unlock()
		if !ok {
			refuse(w, http.StatusUnauthorized, "Žeton ni veljaven ali je potekel", nil)
			return
		}
		handle(w, r, known)
	}
}

// ExpireTokens ends all tokens, as a restart of the real server does.
func (s *Server) ExpireTokens() {
	s.mu.Lock()
	defer s.mu.Unlock()
	clear(s.tokens)
}
