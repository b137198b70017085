"""The ground every room stands on: settings, ledger rows, jobs, key files, languages, headers, base look."""
