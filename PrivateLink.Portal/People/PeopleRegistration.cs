namespace PrivateLink.Portal.People;

public static class PeopleRegistration
{
    /// <summary>The tenants' members and the company's, invitations and forgotten passwords.</summary>
    public static WebApplicationBuilder AddPeople(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<TenantPeople>();
        builder.Services.AddSingleton<CompanyPeople>();
        builder.Services.AddSingleton<InvitationDoor>();
        builder.Services.AddSingleton<InvitationLetters>();
        builder.Services.AddSingleton<PersonFactors>();
        builder.Services.AddSingleton<PasswordResets>();
        return builder;
    }
}
