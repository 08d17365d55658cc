import { createBrowserRouter, useRouteError } from 'react-router'
import { takeSecret } from '../pages/invitee/secret.ts'
import { PasswordPage } from '../pages/sign-in/password-page.tsx'
import { Frame } from './frame.tsx'
import { Failure, NotFound, Page } from './page.tsx'

const basename = '/console'
// Before the router has looked at the address: what is behind the # of an invitation is nobody else's to see.
if (globalThis.location.pathname === `${basename}/invite`) takeSecret()

/** Every page on one page. A page's code is fetched when it is first gone to. */
export const router = createBrowserRouter(
  [
    {
      path: 'invite',
      errorElement: <Broken />,
      hydrateFallbackElement: <p role="status">正在打开……</p>,
      lazy: async () => ({ Component: (await import('../pages/invitee/invitee-page.tsx')).InviteePage }),
    },
    {
      element: <Frame />,
      errorElement: <Broken />,
      hydrateFallbackElement: <p role="status">正在打开……</p>,
      children: [
        { index: true, lazy: async () => ({ Component: (await import('../pages/todo/todo-page.tsx')).TodoPage }) },
        {
          path: 'matters',
          lazy: async () => ({ Component: (await import('../pages/matters/matter-list-page.tsx')).MatterListPage }),
        },
        {
          path: 'matters/new',
          lazy: async () => ({ Component: (await import('../pages/matters/new-matter-page.tsx')).NewMatterPage }),
        },
        {
          path: 'matters/:id',
          lazy: async () => ({ Component: (await import('../pages/matter/matter-page.tsx')).MatterPage }),
        },
        {
          path: 'meetings',
          lazy: async () => ({ Component: (await import('../pages/meetings/meeting-list-page.tsx')).MeetingListPage }),
        },
        {
          path: 'meetings/:id',
          lazy: async () => ({ Component: (await import('../pages/meeting/meeting-page.tsx')).MeetingPage }),
        },
        {
          path: 'summaries',
          lazy: async () => ({ Component: (await import('../pages/summaries/summaries-page.tsx')).SummariesPage }),
        },
        {
          path: 'catalogue',
          lazy: async () => ({ Component: (await import('../pages/catalogue/catalogue-page.tsx')).CataloguePage }),
        },
        {
          path: 'catalogue/:item',
          lazy: async () => ({ Component: (await import('../pages/catalogue/item-page.tsx')).ItemPage }),
        },
        {
          path: 'review-groups',
          lazy: async () => ({
            Component: (await import('../pages/review-groups/review-groups-page.tsx')).ReviewGroupsPage,
          }),
        },
        {
          path: 'organisation',
          lazy: async () => ({
            Component: (await import('../pages/organisation/organisation-page.tsx')).OrganisationPage,
          }),
        },
        {
          path: 'rulebook',
          lazy: async () => ({ Component: (await import('../pages/rulebook/rulebook-page.tsx')).RulebookPage }),
        },
        {
          path: 'log',
          lazy: async () => ({ Component: (await import('../pages/log/log-page.tsx')).LogPage }),
        },
        {
          path: 'rotations',
          lazy: async () => ({
            Component: (await import('../pages/rotation/rotation-list-page.tsx')).RotationListPage,
          }),
        },
        {
          path: 'rotations/:id',
          lazy: async () => ({ Component: (await import('../pages/rotation/rotation-page.tsx')).RotationPage }),
        },
        {
          path: 'follow-ups',
          lazy: async () => ({
            Component: (await import('../pages/follow-ups/follow-up-list-page.tsx')).FollowUpListPage,
          }),
        },
        {
          path: 'follow-ups/:id',
          lazy: async () => ({ Component: (await import('../pages/follow-ups/follow-up-page.tsx')).FollowUpPage }),
        },
        {
          path: 'spot-checks',
          lazy: async () => ({
            Component: (await import('../pages/spot-checks/spot-check-list-page.tsx')).SpotCheckListPage,
          }),
        },
        {
          path: 'spot-checks/new',
          lazy: async () => ({
            Component: (await import('../pages/spot-checks/preparation-page.tsx')).PreparationPage,
          }),
        },
        {
          path: 'spot-checks/:id',
          lazy: async () => ({ Component: (await import('../pages/spot-checks/spot-check-page.tsx')).SpotCheckPage }),
        },
        {
          path: 'spot-checks/:id/preparation',
          lazy: async () => ({
            Component: (await import('../pages/spot-checks/preparation-page.tsx')).PreparationAgainPage,
          }),
        },
        {
          path: 'inspections',
          lazy: async () => ({
            Component: (await import('../pages/inspections/inspection-list-page.tsx')).InspectionListPage,
          }),
        },
        {
          path: 'inspections/:id',
          lazy: async () => ({ Component: (await import('../pages/inspections/inspection-page.tsx')).InspectionPage }),
        },
        {
          path: 'clues',
          lazy: async () => ({ Component: (await import('../pages/clues/clue-list-page.tsx')).ClueListPage }),
        },
        {
          path: 'clues/:id',
          lazy: async () => ({ Component: (await import('../pages/clues/clue-page.tsx')).CluePage }),
        },
        {
          path: 'cards',
          lazy: async () => ({ Component: (await import('../pages/cards/card-list-page.tsx')).CardListPage }),
        },
        {
          path: 'cards/:id',
          lazy: async () => ({ Component: (await import('../pages/cards/card-page.tsx')).CardPage }),
        },
        {
          path: 'complaints',
          lazy: async () => ({
            Component: (await import('../pages/complaints/complaint-list-page.tsx')).ComplaintListPage,
          }),
        },
        {
          path: 'complaints/:id',
          lazy: async () => ({ Component: (await import('../pages/complaints/complaint-page.tsx')).ComplaintPage }),
        },
        {
          path: 'register',
          lazy: async () => ({ Component: (await import('../pages/register/register-page.tsx')).RegisterPage }),
        },
        {
          path: 'sealing-keys',
          lazy: async () => ({
            Component: (await import('../pages/sealing-keys/sealing-keys-page.tsx')).SealingKeysPage,
          }),
        },
        { path: 'me', lazy: async () => ({ Component: (await import('../pages/me/me-page.tsx')).MePage }) },
        { path: 'password', element: <PasswordPage /> },
        { path: '*', element: <NotFound /> },
      ],
    },
  ],
  { basename },
)

function Broken() {
  const error = useRouteError()
  return (
    <main className="alone">
      <Page title="页面出了差错">
        <Failure
          error={error instanceof Error ? error : new Error(String(error))}
          retry={() => globalThis.location.reload()}
        />
      </Page>
    </main>
  )
}
