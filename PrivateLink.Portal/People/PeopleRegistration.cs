namespace PrivateLink.Portal.People;

public static class PeopleRegistration
{
    /// <summary>Registers the members of tenants and of the company, invitations and password resets.</summary>
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
