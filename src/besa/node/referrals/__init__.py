"""Take in what institutions refer to us: files of referrals become sealed, judged, linked reports."""
