"""What people do with cleared fields: claim, see, measure, verify, say what is crop-free."""
