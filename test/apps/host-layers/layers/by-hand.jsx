/** @jsxImportSource react */
import { useEffect, useRef, useState } from 'react';
import { Connect } from '../connect.jsx';

/** A dialog of the page's own making, as many are: it closes at whatever seems to lie outside. */
function HandMade() {
  const box = useRef(null);
  const [isOpen, setOpen] = useState(true);
  useEffect(() => {
    const outside = ({ target }) => box.current?.contains(target) || setOpen(false);
    const onEscape = ({ key }) => key === 'Escape' && setOpen(false);
    const life = new AbortController();
    const { signal } = life;
    for (const name of ['pointerdown', 'mousedown', 'touchstart', 'click', 'focusin']) {
      document.addEventListener(name, outside, { signal });
      document.addEventListener(name, outside, { signal, capture: true });
    }
    for (const name of ['keydown', 'keyup']) {
      document.addEventListener(name, onEscape, { signal, capture: true });
      window.addEventListener(name, onEscape, { signal });
    }
    // Locks the page, the way react-remove-scroll does.
    for (const name of ['wheel', 'touchmove'])
      document.addEventListener(name, (event) => event.preventDefault(), { signal, passive: false });
    return () => life.abort();
  }, []);
  const close = () => setOpen(false);
  const leave = ({ currentTarget, relatedTarget }) => currentTarget.contains(relatedTarget) || close();
  return (
    isOpen && (
      <div ref={box} role="dialog" tabIndex={-1} onBlur={leave} onMouseLeave={close}>
        <Connect />
      </div>
    )
  );
}

export const LAYERS = { 'made by hand': HandMade };
