/** @jsxImportSource react */
import { createFocusTrap } from 'focus-trap';
import { useEffect, useRef, useState } from 'react';
import { Connect } from '../connect.jsx';

function Trap({ options }) {
  const box = useRef(null);
  const [isOpen, setOpen] = useState(true);
  useEffect(() => {
    const trap = createFocusTrap(box.current, { onDeactivate: () => setOpen(false), ...options });
    trap.activate();
    return () => trap.deactivate({ onDeactivate: undefined });
  }, [options]);
  return (
    isOpen && (
      <div ref={box}>
        <Connect />
      </div>
    )
  );
}

const BY_PRESS = { clickOutsideDeactivates: true };

export const LAYERS = {
  'focus-trap': () => <Trap />,
  'focus-trap, left by a press': () => <Trap options={BY_PRESS} />,
};
