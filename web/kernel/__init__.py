"""What every page stands on: who visits, what may be seen, how a page is drawn, and the one door of every act."""
