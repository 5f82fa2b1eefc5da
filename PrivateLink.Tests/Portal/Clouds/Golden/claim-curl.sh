curl --connect-to k7d2q9.claim.invalid:443:10.1.2.3:443 https://k7d2q9.claim.invalid:443/
