/** Ports that count how often they are asked, whatever for. */
import type { Ports } from '../../shared/ports.ts';

/** The same ports; each call adds its port's and its own name to `calls`. */
export function countedPorts<P extends Ports>(inner: P): { readonly ports: P; readonly calls: string[] } {
  const calls: string[] = [];
  const counted = <T extends object>(port: T, name: string): T =>
    new Proxy(port, {
      get: (target, method) => {
        const value: unknown = Reflect.get(target, method);
        if (typeof value !== 'function') return value;
        return (...args: unknown[]) => {
          calls.push(`${name}.${String(method)}`);
          return Reflect.apply(value, target, args);
        };
      },
    });
  const { raw, uploads, kept, drop, archive, catalogue, queues, notifier } = inner;
  const ports = {
    ...inner,
    raw: counted(raw, 'raw'),
    uploads: counted(uploads, 'uploads'),
    kept: counted(kept, 'kept'),
    drop: counted(drop, 'drop'),
    archive: counted(archive, 'archive'),
    catalogue: counted(catalogue, 'catalogue'),
    queues: {
      drop: counted(queues.drop, 'drop'),
      ingest: counted(queues.ingest, 'ingest'),
      align: counted(queues.align, 'align'),
      flag: counted(queues.flag, 'flag'),
      analyze: counted(queues.analyze, 'analyze'),
      notify: counted(queues.notify, 'notify'),
    },
    notifier: counted(notifier, 'notifier'),
  };
  return { ports, calls };
}
