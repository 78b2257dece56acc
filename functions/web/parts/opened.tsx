import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';

/** What is in it is asked for when somebody opens it. */
export function Opened({
  title,
  children,
}: {
  readonly title: string;
  readonly children: ComponentChildren;
}) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{title}</summary>
      {isOpen && children}
    </details>
  );
}
