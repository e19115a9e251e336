/** @jsxImportSource react */
import * as Aria from 'react-aria-components';
import { Connect } from '../connect.jsx';

export const LAYERS = {
  'React Aria, modal': () => (
    <Aria.ModalOverlay defaultOpen isDismissable>
      <Aria.Modal>
        <Aria.Dialog aria-label="Theirs">
          <Connect />
        </Aria.Dialog>
      </Aria.Modal>
    </Aria.ModalOverlay>
  ),
  'React Aria, popover': () => (
    <Aria.DialogTrigger defaultOpen>
      <Aria.Button>Theirs</Aria.Button>
      <Aria.Popover isNonModal>
        <Aria.Dialog aria-label="Theirs">
          <Connect />
        </Aria.Dialog>
      </Aria.Popover>
    </Aria.DialogTrigger>
  ),
};
