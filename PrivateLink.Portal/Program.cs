using PrivateLink.Portal.Components;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddSingleton(TimeProvider.System);
builder.Services.AddPortalComponents();

var app = builder.Build();
app.MapPortalComponents();
app.Run();
