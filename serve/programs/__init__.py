"""What programs ask: named endpoints and MCP, with the JSON of docs/contract.md."""
