"""How a customer is called until reached: calls, attempts, results, retries, as values. They know no case."""
