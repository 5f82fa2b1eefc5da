using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Audit;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Portal.Identity;
using PrivateLink.Portal.Identity.Setup;
using PrivateLink.Portal.Web;

namespace PrivateLink.Portal.Demonstration;

/// <summary>
/// Three people whose roles anyone can try at once: an operator and an administrator of the company, and the owner of Megacorp. They have no password; they come in
/// through links that the console prints, each good for one sign-in within the hour, or through the buttons of the sign-in page. Without the demonstration this
/// does not exist, and neither do the page behind the links and the buttons; its people cannot sign in, and their sessions are over.
/// </summary>
public sealed class DemoPeople(ChangeWriter changes, PortalAddress address, WayInConsole console, TimeProvider time)
{
    public static readonly TimeSpan GoodFor = TimeSpan.FromMinutes(60);

    private readonly ConcurrentDictionary<string, (Guid PersonId, string Title, DateTimeOffset Until)> _links = [];

    /// <summary>Makes sure that all exist, and returns a link for each; none when they cannot be saved now.</summary>
    public async Task<IReadOnlyList<(string Title, string Link)>> LinksAsync(CancellationToken cancellationToken = default) =>
        [.. (await EnsureAsync(cancellationToken)).Select(person => (person.Part.Title, LinkFor(person.Id, person.Part.Title)))];

    /// <summary>Whom a link signs in, if it is not too old; it is used up, and the next one takes its place in the console.</summary>
    public Guid? Use(string token)
    {
        if (!_links.TryRemove(OneTimeToken.HashOf(token), out var person)) return null;
        console.ShowNext(person.Title, LinkFor(person.PersonId, person.Title));
        return time.GetUtcNow() < person.Until ? person.PersonId : null;
    }

    /// <summary>Who plays a part; null when there is no such part, or the people cannot be saved now.</summary>
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

            // People who are there already leave no entry.
            var facts = DemoPart.All.ToDictionary(part => part.Title, part => part.Email);
            return new Edit.Change(new AuditTarget("demonstration", Id: null, "people to look around as", TenantId: null), facts, facts);
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
