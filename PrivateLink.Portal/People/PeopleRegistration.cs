using PrivateLink.Portal.Tenants;

namespace PrivateLink.Portal.People;

public static class PeopleRegistration
{
    /// <summary>Tenants, their members and the company's, invitations and forgotten passwords.</summary>
    public static WebApplicationBuilder AddPeople(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<TenantDirectory>();
        builder.Services.AddSingleton<TenantNotices>();
        builder.Services.AddSingleton<TenantPeople>();
        builder.Services.AddSingleton<CompanyPeople>();
        builder.Services.AddSingleton<InvitationDoor>();
        builder.Services.AddSingleton<InvitationLetters>();
        builder.Services.AddSingleton<PersonFactors>();
        builder.Services.AddSingleton<PasswordResets>();
        return builder;
    }
}
