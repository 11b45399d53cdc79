"""What earlier runs found, kept so that a file that did not change is not checked anew."""
