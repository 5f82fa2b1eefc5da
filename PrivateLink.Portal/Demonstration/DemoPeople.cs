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
/// Two people who can look around at once: an operator of the company and the owner of Megacorp. They have no password; they come in
/// through links that the console prints, each good for one sign-in within the hour. Without the demonstration this does not exist, and
/// neither does the page behind the links; its people cannot sign in, and their sessions are over.
/// </summary>
public sealed class DemoPeople(ChangeWriter changes, PortalAddress address, WayInConsole console, TimeProvider time)
{
    public static readonly TimeSpan GoodFor = TimeSpan.FromMinutes(60);

    private readonly ConcurrentDictionary<string, (Guid PersonId, string Title, DateTimeOffset Until)> _links = [];

    /// <summary>Makes sure that both exist, and returns a link for each.</summary>
    public async Task<IReadOnlyList<(string Title, string Link)>> LinksAsync(CancellationToken cancellationToken = default)
    {
        Guid @operator = default, owner = default;
        var result = await changes.SaveAsync(AuditActor.Portal, AuditAction.DemonstrationPeopled, async (context, cancel) =>
        {
            @operator = (await PersonAsync(context, DemoNames.Operator, DemoNames.OperatorEmail, CompanyRole.Operator, cancel)).Id;
            owner = (await PersonAsync(context, DemoNames.MegacorpOwner, DemoNames.MegacorpOwnerEmail, companyRole: null, cancel)).Id;
            if (await context.Tenants.SingleOrDefaultAsync(tenant => tenant.Name == DemoNames.Megacorp, cancel) is { } megacorp
                && !await context.Memberships.AnyAsync(membership => membership.TenantId == megacorp.Id && membership.PersonId == owner, cancel))
                context.Memberships.Add(new Membership { TenantId = megacorp.Id, PersonId = owner, Role = TenantRole.Owner });

            // People who are there already leave no entry.
            var facts = new { Operator = DemoNames.OperatorEmail, Owner = DemoNames.MegacorpOwnerEmail };
            return new Edit.Change(new AuditTarget("demonstration", Id: null, "an operator and an owner", TenantId: null), facts, facts);
        }, cancellationToken);
        if (result is not SaveResult.Saved) return [];
        return [(DemoNames.OperatorTitle, LinkFor(@operator, DemoNames.OperatorTitle)), (DemoNames.OwnerTitle, LinkFor(owner, DemoNames.OwnerTitle))];
    }

    /// <summary>Whom a link signs in, if it is not too old; it is used up, and the next one takes its place in the console.</summary>
    public Guid? Use(string token)
    {
        if (!_links.TryRemove(OneTimeToken.HashOf(token), out var person)) return null;
        console.ShowNext(person.Title, LinkFor(person.PersonId, person.Title));
        return time.GetUtcNow() < person.Until ? person.PersonId : null;
    }

    private string LinkFor(Guid personId, string title)
    {
        var token = OneTimeToken.New();
        _links[token.Hash] = (personId, title, time.GetUtcNow() + GoodFor);
        return address.Link("demonstration", token.Text);
    }

    private async Task<PortalUser> PersonAsync(PortalDbContext context, string name, string email, CompanyRole? companyRole, CancellationToken cancellationToken)
    {
        var normalized = NormalizedText.Of(email);
        if (await context.People.SingleOrDefaultAsync(person => person.NormalizedEmail == normalized, cancellationToken) is { } existing) return existing;
        var person = new PortalUser
        {
            Name = name,
            Email = email,
            NormalizedEmail = normalized,
            UserName = email,
            NormalizedUserName = normalized,
            CompanyRole = companyRole,
            SecurityStamp = Guid.NewGuid().ToString("N"),
            CreatedAt = time.GetUtcNow().UtcDateTime,
        };
        context.People.Add(person);
        return person;
    }
}
