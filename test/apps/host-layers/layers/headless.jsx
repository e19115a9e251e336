/** @jsxImportSource react */
import { Dialog, DialogPanel, Popover, PopoverButton, PopoverPanel } from '@headlessui/react';
import { useState } from 'react';
import { Connect } from '../connect.jsx';

export const LAYERS = {
  'Headless UI, dialog': () => {
    const [isOpen, setOpen] = useState(true);
    return (
      <Dialog open={isOpen} onClose={setOpen}>
        <DialogPanel>
          <Connect />
        </DialogPanel>
      </Dialog>
    );
  },
  'Headless UI, popover': () => (
    <Popover>
      <PopoverButton id="opens">Theirs</PopoverButton>
      <PopoverPanel>
        <Connect />
      </PopoverPanel>
    </Popover>
  ),
};
