using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Audit;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Portal.Identity;
using PrivateLink.Portal.Identity.Accounts;
using PrivateLink.Portal.Identity.Setup;
using PrivateLink.Portal.Web;

namespace PrivateLink.Portal.Demonstration;

/// <summary>
/// Three people whose roles anyone can try: an operator and an administrator of the company, and the owner of Megacorp. They have no password. They
/// sign in through links in the console or buttons on the sign-in page. Each link works once, within an hour. Without the demonstration, neither the
/// links nor the buttons exist, these people cannot sign in, and their sessions end.
/// </summary>
public sealed class DemoPeople(ChangeWriter changes, PortalAddress address, WayInConsole console, TimeProvider time)
{
    public static readonly TimeSpan GoodFor = TimeSpan.FromMinutes(60);

    private readonly ConcurrentDictionary<string, (Guid PersonId, string Title, DateTimeOffset Until)> _links = [];

    /// <summary>Makes sure that all exist, and returns a link for each; none if they cannot be saved now.</summary>
    public async Task<IReadOnlyList<(string Title, string Link)>> LinksAsync(CancellationToken cancellationToken = default) =>
        [.. (await EnsureAsync(cancellationToken)).Select(person => (person.Part.Title, LinkFor(person.Id, person.Part.Title)))];

    /// <summary>
    /// Signs in the person of a link. The link is then used up, and the console prints the next one. If no one can sign in now, the link stays valid.
    /// </summary>
    /// <param name="token">The token in the link.</param>
    /// <param name="signInAsync">Signs a person in.</param>
    internal async Task<SignInOutcome> UseAsync(string token, Func<Guid, Task<SignInOutcome>> signInAsync)
    {
        var hash = OneTimeToken.HashOf(token);
        if (!_links.TryRemove(hash, out var person)) return SignInOutcome.Refused;
        var outcome = time.GetUtcNow() < person.Until ? await signInAsync(person.PersonId) : SignInOutcome.Refused;
        if (outcome == SignInOutcome.Unavailable) _links[hash] = person;
        else console.ShowNext(person.Title, LinkFor(person.PersonId, person.Title));
        return outcome;
    }

    /// <summary>The person for a role; null if there is no such role, or if the people cannot be saved now.</summary>
    public async Task<Guid?> PlayerAsync(string? title, CancellationToken cancellationToken = default)
    {
        foreach (var (part, id) in await EnsureAsync(cancellationToken))
            if (part.Title == title) return id;
        return null;
    }

    private async Task<IReadOnlyList<(DemoPart Part, Guid Id)>> EnsureAsync(CancellationToken cancellationToken)
    {
        List<(DemoPart Part, Guid Id)> people = [];
        var result = await changes.SaveAsync(AuditActor.Portal, AuditAction.DemonstrationPeopled, async (context, cancel) =>
        {
            people.Clear(); // the save may be tried again
            foreach (var part in DemoPart.All) people.Add((part, (await PersonAsync(context, part, cancel)).Id));
            var owner = people.Single(person => person.Part.CompanyRole is null).Id;
            if (await context.Tenants.SingleOrDefaultAsync(tenant => tenant.Name == DemoNames.Megacorp, cancel) is { } megacorp
                && !await context.Memberships.AnyAsync(membership => membership.TenantId == megacorp.Id && membership.PersonId == owner, cancel))
                context.Memberships.Add(new Membership { TenantId = megacorp.Id, PersonId = owner, Role = TenantRole.Owner });

            // If the people already exist, no entry is written.
            var facts = DemoPart.All.ToDictionary(part => part.Title, part => part.Email);
            return new Edit.Change(new AuditTarget("demonstration", Id: null, "demonstration people", TenantId: null), facts, facts);
        }, cancellationToken);
        return result is SaveResult.Saved ? people : [];
    }

    private string LinkFor(Guid personId, string title)
    {
        var token = OneTimeToken.New();
        _links[token.Hash] = (personId, title, time.GetUtcNow() + GoodFor);
        return address.Link("demonstration", token.Text);
    }

    private async Task<PortalUser> PersonAsync(PortalDbContext context, DemoPart part, CancellationToken cancellationToken)
    {
        var normalized = NormalizedText.Of(part.Email);
        if (await context.People.SingleOrDefaultAsync(person => person.NormalizedEmail == normalized, cancellationToken) is { } existing) return existing;
        var person = new PortalUser
        {
            Name = part.Name,
            Email = part.Email,
            NormalizedEmail = normalized,
            UserName = part.Email,
            NormalizedUserName = normalized,
            CompanyRole = part.CompanyRole,
            SecurityStamp = Guid.NewGuid().ToString("N"),
            CreatedAt = time.GetUtcNow().UtcDateTime,
        };
        context.People.Add(person);
        return person;
    }
}
