using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using PrivateLink.Portal.Data;

namespace PrivateLink.Portal.KeyRing;

public static class KeyRingRegistration
{
    /// <summary>The keys of cookies, forms and links: in the database, so that a restart and a second node know them (<c>KeyRing</c>).</summary>
    public static WebApplicationBuilder AddKeyRing(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<KeyRingOptions>().BindConfiguration(KeyRingOptions.Section).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<KeyRingOptions>, KeyRingOptionsValidator>();
        builder.Services.AddSingleton<FirstKey>();
        builder.Services.TryAddScoped(services => services.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContext());

        var keys = builder.Services.AddDataProtection().SetApplicationName("PrivateLink").PersistKeysToDbContext<PortalDbContext>();

        // Read by hand, since the framework wants them now; what cannot be read is told by the validator before anything starts.
        var options = new KeyRingOptions();
        try
        {
            builder.Configuration.GetSection(KeyRingOptions.Section).Bind(options);
        }
        catch (InvalidOperationException)
        {
            return builder;
        }

        var certificates = options.Certificates.Select(certificate => KeyCertificates.Read(certificate).Certificate).OfType<X509Certificate2>().ToArray();
        if (certificates.Length > 0) keys.ProtectKeysWithCertificate(certificates[0]).UnprotectKeysWithAnyCertificate(certificates);
        return builder;
    }

    /// <summary>
    /// The framework reads the keys while it starts, and waits for the database in doing so; the engine must not wait with it. They are read
    /// when first used. Called last: every part that asks for data protection would bring the reader back.
    /// </summary>
    public static void ReadKeysWhenFirstUsed(this WebApplicationBuilder builder)
    {
        foreach (var reader in builder.Services.Where(IsReader).ToList()) builder.Services.Remove(reader);

        static bool IsReader(ServiceDescriptor service) =>
            service.ServiceType == typeof(IHostedService) && service.ImplementationType?.Name == "DataProtectionHostedService";
    }
}
