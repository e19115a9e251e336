/** @jsxImportSource react */
import { Modal } from 'bootstrap';
import { useEffect, useRef, useState } from 'react';
import { Connect } from '../connect.jsx';

function Bootstrap() {
  const box = useRef(null);
  const [isOpen, setOpen] = useState(true);
  useEffect(() => {
    box.current.addEventListener('hidden.bs.modal', () => setOpen(false));
    new Modal(box.current).show();
  }, []);
  return (
    isOpen && (
      <div ref={box} tabIndex={-1} className="modal">
        <div className="modal-dialog">
          <Connect />
        </div>
      </div>
    )
  );
}

export const LAYERS = { 'Bootstrap, modal': Bootstrap };
