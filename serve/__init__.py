"""What is served over HTTP: the page's own requests, named endpoints for programs, MCP, health."""
