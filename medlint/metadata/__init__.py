"""What an article says about itself: who wrote and reviewed it, when, and who paid."""
