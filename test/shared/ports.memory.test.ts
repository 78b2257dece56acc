import { memoryPorts } from '../support/memory-ports.ts';
import { portsContract } from '../support/ports-contract.ts';

const ports = memoryPorts();
portsContract('in memory', () => ports);
