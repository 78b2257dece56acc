import { dropContract } from '../support/drop-contract.ts';
import { memoryPorts } from '../support/memory-ports.ts';
import { portsContract } from '../support/ports-contract.ts';

const ports = memoryPorts();
portsContract('in memory', () => ports);
dropContract('in memory', () => ({
  ...ports,
  put: async (key, content) => void ports.drop.put(key, content, '2026-03-19T12:00:00.500Z'),
  delete: async (key) => ports.drop.delete(key),
}));
