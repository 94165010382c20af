"""Authors' text: read as CommonMark with our references, written as Markdown, HTML or plain."""
