openssl s_client -connect 10.1.2.3:443 -servername k7d2q9.claim.invalid </dev/null
