using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using PrivateLink.Portal.Data;

namespace PrivateLink.Portal.KeyRing;

public static class KeyRingRegistration
{
    /// <summary>
    /// Registers the keys of cookies, forms and links. They are in the database, so that a restarted portal and a second node have them
    /// (<c>KeyRing</c>).
    /// </summary>
    public static WebApplicationBuilder AddKeyRing(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<KeyRingOptions>().BindConfiguration(KeyRingOptions.Section).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<KeyRingOptions>, KeyRingOptionsValidator>();
        builder.Services.AddSingleton<FirstKey>();
        builder.Services.TryAddScoped(services => services.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContext());

        var keys = builder.Services.AddDataProtection().SetApplicationName("PrivateLink").PersistKeysToDbContext<PortalDbContext>();

        // Read directly from the configuration, because the framework needs them now. The validator reports unreadable values before anything starts.
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
    /// Makes the framework read the keys when they are first used. By default it reads them at start and waits for the database, which would delay
    /// the engine. Call this last, because every component that adds data protection would add that reader again.
    /// </summary>
    public static void ReadKeysWhenFirstUsed(this WebApplicationBuilder builder)
    {
        foreach (var reader in builder.Services.Where(IsReader).ToList()) builder.Services.Remove(reader);

        static bool IsReader(ServiceDescriptor service) =>
            service.ServiceType == typeof(IHostedService) && service.ImplementationType?.Name == "DataProtectionHostedService";
    }
}
