using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Audit;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Portal.Identity.Accounts;

namespace PrivateLink.Portal.Identity.Setup;

/// <summary>
/// Creates the first administrator. There is no default account and no default password. Until an administrator is created, there is none.
/// </summary>
public sealed class FirstAdministrator(
    IDbContextFactory<PortalDbContext> contexts, ChangeWriter changes, SetupLink link, IServiceScopeFactory scopes, IOptions<PeopleOptions> options, TimeProvider time)
{
    public const string NameField = "Name";
    public const string EmailField = "Email";
    public const string PasswordField = "Password";

    private const string LinkIsOver = "This link was already used or is older than an hour. Restart the portal: it prints a new link as long as there is no administrator.";

    /// <summary>Whether the portal has no administrator yet.</summary>
    public async Task<bool> IsMissingAsync(CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return !await context.People.WhoAdminister(options.Value).AnyAsync(cancellationToken);
    }

    /// <summary>Makes the person with the setup link the first administrator.</summary>
    public async Task<SaveResult> CreateAsync(string token, string name, string email, string password, string? address, CancellationToken cancellationToken = default)
    {
        if (!link.Opens(token))
        {
            await changes.RefuseAsync(AuditActor.Stranger(address), AuditAction.AdministratorCreated, new AuditTarget("person", null, "", null), "The setup link was used, has expired, or is invalid.");
            return Invalid(PasswordField, LinkIsOver);
        }

        var result = await SaveAsync(AuditActor.Stranger(address), name, email, password, onlyTheFirst: true, cancellationToken);
        if (result is SaveResult.Saved) link.Close();
        return result;
    }

    /// <summary>
    /// The same on the command line, also if there are other administrators. Anyone who may run commands there has full access anyway.
    /// </summary>
    public Task<SaveResult> CreateAsync(string name, string email, string password, CancellationToken cancellationToken = default) =>
        SaveAsync(AuditActor.Portal, name, email, password, onlyTheFirst: false, cancellationToken);

    private async Task<SaveResult> SaveAsync(
        AuditActor actor, string name, string email, string password, bool onlyTheFirst, CancellationToken cancellationToken)
    {
        if (PersonName.ErrorOf(name) is { } nameError) return Invalid(NameField, nameError);
        if (EmailAddress.ErrorOf(email) is { } emailError) return Invalid(EmailField, emailError);
        if (PasswordRules.ErrorOf(password, email, name) is { } passwordError) return Invalid(PasswordField, passwordError);

        await using var scope = scopes.CreateAsyncScope();
        return await changes.SaveAsync(actor, AuditAction.AdministratorCreated, async (context, cancel) =>
        {
            // Checked inside the transaction: if two people use the link at the same time, only one becomes the first.
            if (onlyTheFirst && await context.People.WhoAdminister(options.Value).AnyAsync(cancel))
                return new Edit.Mistake(new SaveResult.NotFound());

            var people = scope.ServiceProvider.PeopleOf(context);
            if (await people.FindByEmailAsync(email.Trim()) is not null)
                return PeopleInContext.Mistake(EmailField, "An account with this address already exists.");
            var person = new PortalUser
            {
                Name = name.Trim(),
                Email = email.Trim(),
                UserName = email.Trim(),
                CompanyRole = CompanyRole.Administrator,
                EmailConfirmed = true,
                CreatedAt = time.GetUtcNow().UtcDateTime,
            };
            var created = await people.CreateAsync(person, password);
            return created.MistakeIn(EmailField) ?? (Edit)new Edit.Change(AuditTarget.Of(person, tenantId: null), After: new { person.Name, person.Email, person.CompanyRole });
        }, cancellationToken);
    }

    private static SaveResult.Invalid Invalid(string field, string error) => new(new Dictionary<string, string> { [field] = error });
}
