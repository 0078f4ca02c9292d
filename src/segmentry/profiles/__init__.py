"""Makes one profile per company: identity, golden record, hierarchy, facts by account."""
